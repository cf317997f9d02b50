import portal from '../../../package.json' with { type: 'json' };

/** The release of this portal, as written in the packages it exports. */
export const PORTAL_RELEASE: string = portal.version;
