import { DataError, show } from '../core/errors.js';

/** How to ask again. */
export interface RetryOptions {
  /** How often to ask at most. Defaults to 6. */
  readonly attempts?: number;
  /** Seconds before the second attempt; the wait doubles from attempt to attempt. Defaults to 1. */
  readonly firstWait?: number;
  /** Seconds that no wait exceeds, also one that a server asks for. Defaults to 120. */
  readonly longestWait?: number;
  /** Seconds without a byte after which an attempt counts as failed. Defaults to 60. */
  readonly idleTimeout?: number;
  /** Called for each attempt that failed and will be repeated. */
  readonly onRetry?: (event: RetryEvent) => void;
}

export interface RetryEvent {
  readonly url: string;
  /** Attempts made so far. */
  readonly attempt: number;
  /** Seconds until the next. */
  readonly wait: number;
  readonly reason: string;
}

export interface RequestOptions extends RetryOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of one response that is read whole. */
const MAX_BODY = 256 * 2 ** 20;
/** Answers that mean: later. */
const TEMPORARY = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A failure that may pass. */
class Temporary extends Error {
  readonly after: number | undefined;

  constructor(reason: string, after?: number) {
    super(reason);
    this.after = after;
  }
}

/**
 * An address that may be asked.
 *
 * @throws DataError `bad-argument` for what is no URL and for schemes other than http and https
 */
export function httpUrl(text: string | URL, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new DataError(
      'bad-argument',
      `a URL must be absolute, like https://example.org/optimade, got ${show(String(text))}`,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new DataError('bad-argument', `a URL must begin with http:// or https://, got ${show(url.href)}`);
  }
  return url;
}

/**
 * Asks until there is an answer: the response, its body not yet read.
 *
 * @throws DataError `network` for a final refusal and when the attempts are used up, `aborted`
 */
export function request(url: URL, options: RequestOptions = {}): Promise<Response> {
  return persistently(url, options, (signal) => ask(url, options, signal));
}

/**
 * The JSON of a response. A body that is cut off, stalls or is no JSON is asked for again.
 *
 * @throws DataError as {@link request}
 */
export function requestJson(url: URL, options: RequestOptions = {}): Promise<unknown> {
  return persistently(url, options, async (signal, alive) => {
    const response = await ask(url, options, signal);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      alive();
      size += chunk.length;
      if (size > MAX_BODY)
        throw new DataError(
          'too-large',
          `a response may have at most ${MAX_BODY} bytes; ask for fewer records per page`,
          { file: url.href },
        );
      parts.push(chunk);
    }
    const text = Buffer.concat(parts).toString('utf8');
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Temporary(`the answer is no JSON, it begins ${show(text.slice(0, 40))}`);
    }
  });
}

async function ask(url: URL, { headers = {} }: RequestOptions, signal: AbortSignal): Promise<Response> {
  const secret = Object.keys(headers).length > 0;
  // Followed, a redirect would carry headers of ours, a key among them, to another host.
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...headers },
    signal,
    redirect: secret ? 'manual' : 'follow',
  });
  if (response.ok) return response;
  if (secret && response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new DataError(
      'network',
      `the server sends a redirect to ${show(response.headers.get('location') ?? 'nowhere')}, where the key is not sent; give that address if it is right`,
      { file: url.href },
    );
  }
  const reason = `HTTP ${response.status} ${response.statusText}`.trim();
  if (TEMPORARY.has(response.status)) {
    await response.body?.cancel();
    throw new Temporary(reason, retryAfter(response.headers.get('retry-after')));
  }
  throw new DataError('network', `the server refused the request: ${reason}${await detailOf(response)}`, {
    file: url.href,
  });
}

/** Seconds that a server asks to wait: a number or a date. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** The explanation in the body of an error, as OPTIMADE (`errors`) and FastAPI (`detail`) write it. */
async function detailOf(response: Response): Promise<string> {
  const text = (await response.text().catch(() => '')).slice(0, 10_000);
  try {
    const { errors, detail } = JSON.parse(text) as {
      errors?: { detail?: unknown; title?: unknown }[];
      detail?: unknown;
    };
    const said = errors?.[0]?.detail ?? errors?.[0]?.title ?? detail;
    return said === undefined ? '' : `: ${typeof said === 'string' ? said.slice(0, 300) : show(said)}`;
  } catch {
    return '';
  }
}

async function persistently<T>(
  url: URL,
  options: RequestOptions,
  attempt: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  const { attempts = 6, firstWait = 1, longestWait = 120, idleTimeout = 60, onRetry, signal } = options;
  for (let made = 1; ; made++) {
    const idle = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => idle.abort(new Temporary(`no byte came for ${idleTimeout} s`)), idleTimeout * 1000);
    };
    alive();
    try {
      return await attempt(signal === undefined ? idle.signal : AbortSignal.any([signal, idle.signal]), alive);
    } catch (error) {
      if (signal?.aborted === true) throw new DataError('aborted', 'the request was stopped', { file: url.href });
      if (error instanceof DataError) throw error;
      const reason = reasonOf(idle.signal.aborted ? idle.signal.reason : error);
      const asked = error instanceof Temporary ? error.after : undefined;
      const wait = Math.max(asked ?? 0, Math.min(longestWait, firstWait * 2 ** (made - 1)));
      if (made >= attempts)
        throw new DataError(
          'network',
          `the server gave no answer in ${made} attempts: ${reason}; try again later, what was fetched is kept`,
          { file: url.href },
        );
      if (wait > longestWait)
        throw new DataError(
          'network',
          `the server asks to wait ${Math.ceil(wait)} s (${reason}); try again then, what was fetched is kept`,
          { file: url.href },
        );
      onRetry?.({ url: url.href, attempt: made, wait, reason });
      await pause(wait, signal);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What happened, out of the nested causes in which fetch wraps it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error
    ? cause.message === ''
      ? ((cause as NodeJS.ErrnoException).code ?? error.message)
      : cause.message
    : error.message;
}

function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener('abort', done);
  });
}
