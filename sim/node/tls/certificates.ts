/**
 * Certificates are read, and believed when a chain of signatures leads to one that is trusted. Not looked at: dates, since
 * a world begins in 2024 whatever the day; what a key may be used for; revocation; and the roots that Node comes with,
 * which sign nothing that a host of a world has.
 */
import { X509Certificate } from 'node:crypto';
import type tls from 'node:tls';
import { nodeTls } from './node-tls.ts';

/** What a context was made of, as far as it matters to the other side or to what is believed of it. */
export interface Credentials {
  /** One's own first. */
  chain: X509Certificate[];
  /** Undefined: Node's roots, of which none is any host's. */
  trusted: X509Certificate[] | undefined;
}

const known = new WeakMap<object, Credentials>();

/** Notes what each context is made of, since Node keeps it where nobody can read it. */
export function watchContexts(): void {
  const tls = nodeTls();
  const real = tls.createSecureContext;
  tls.createSecureContext = (options = {}) => {
    const made = real(options);
    const { context } = made as unknown as { context: NativeContext };
    let credentials: Credentials | undefined;
    const lazily = {
      get chain() {
        credentials ??= read(options, context);
        return credentials.chain;
      },
      get trusted() {
        credentials ??= read(options, context);
        return credentials.trusted;
      },
    };
    known.set(made, lazily);
    known.set(context, lazily);
    return made;
  };
}

interface NativeContext {
  getCertificate(): Buffer | null;
}

function read({ cert, ca }: tls.SecureContextOptions, context: NativeContext): Credentials {
  const own = context.getCertificate();
  const given = cert === undefined ? [] : certificatesIn(cert);
  return {
    chain: given.length > 0 ? given : own ? [new X509Certificate(own)] : [],
    trusted: ca === undefined ? undefined : certificatesIn(ca),
  };
}

/** Of a context, or of the native part of one. */
export const credentialsOf = (context: object | undefined): Credentials =>
  (context && known.get(context)) ?? { chain: [], trusted: undefined };

type Pem = string | Buffer | readonly (string | Buffer)[];

/** All that a PEM file, or several, hold. */
export function certificatesIn(given: Pem): X509Certificate[] {
  return [given].flat().flatMap((each) => {
    const parts = String(each).match(
      /-----BEGIN (TRUSTED )?CERTIFICATE-----[\s\S]*?-----END \1?CERTIFICATE-----/g,
    );
    return (parts ?? []).map((part) => new X509Certificate(part));
  });
}

const isSame = (a: X509Certificate, b: X509Certificate): boolean => a.raw.equals(b.raw);
const signed = (issuer: X509Certificate, one: X509Certificate): boolean =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey);

/** Why a chain is not believed, as OpenSSL says it; undefined where it is. */
export function disbelief(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): Error | undefined {
  let [at] = chain;
  if (!at) return failure('UNABLE_TO_GET_ISSUER_CERT', 'unable to get issuer certificate');
  const left = new Set(chain.slice(1));
  for (;;) {
    const here: X509Certificate = at;
    if (trusted.some((root) => isSame(root, here) || signed(root, here))) return undefined;
    const issuer = [...left].find((one) => signed(one, here));
    if (!issuer || isSame(issuer, here)) break;
    left.delete(issuer);
    at = issuer;
  }
  if (signed(at, at)) {
    return at === chain[0]
      ? failure('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate')
      : failure('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain');
  }
  return at === chain[0]
    ? failure('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate')
    : failure('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate');
}

const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/** A certificate as `getPeerCertificate` gives it; with its issuers, if they are asked for. */
export function legacyOf(chain: readonly X509Certificate[], isDetailed: boolean): Record<string, unknown> {
  const [first] = chain;
  if (!first) return {};
  const legacy = first.toLegacyObject() as unknown as Record<string, unknown>;
  if (isDetailed) legacy.issuerCertificate = chain.length > 1 ? legacyOf(chain.slice(1), true) : legacy;
  return legacy;
}
