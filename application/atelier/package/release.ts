import portal from '../../../package.json' with { type: 'json' };

/** The release of this portal, as its packages say it. */
export const PORTAL_RELEASE: string = portal.version;
