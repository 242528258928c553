/** `unknown-network`: no network has the name; `unreadable`: its file cannot be read; `corrupted`: its file is not the one that was published. */
export type NetworkErrorCode = 'unknown-network' | 'unreadable' | 'corrupted';

/** Why a packaged network cannot be given. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
