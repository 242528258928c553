import manifest from '../../package.json' with { type: 'json' };

/** Version of this package, kept in saved models. */
export const VERSION: string = manifest.version;
