import { basename, resolve } from 'node:path';

/** Whether a location is a URL, and no path. */
const isUrl = (location: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(location);

/** A path as it stays right in another folder; a URL as it is. */
export const absoluteLocation = (location: string): string => (isUrl(location) ? location : resolve(location));

/** The name of a data set, for folders and titles. Of a URL only the path is used: its query may hold a key. */
export const dataName = (location: string): string =>
  basename(isUrl(location) ? new URL(location).pathname : location)
    .replace(/\.gz$/i, '')
    .replace(/(?<=.)\.[^.]*$/, '');
