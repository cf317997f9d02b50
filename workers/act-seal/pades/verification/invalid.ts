/** A reason for which a sealed file is not valid, in words for people. Anything else thrown while reading one is damage. */
export class Invalid extends Error {}
