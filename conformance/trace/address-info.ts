/** An address as an agent or a peer tells it. */
export interface AddressInfo {
  readonly kind?: string;
  readonly host?: string;
  readonly port?: number;
  /** UNIX: null for an end that is bound to no path. */
  readonly path?: string | null;
}
