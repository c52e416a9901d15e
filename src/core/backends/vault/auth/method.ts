import type { SecretStore, SignInMethod } from '../../contract/backend.js';
import type { Session } from '../session/session.js';

/** One way to sign in: what the wizard asks, and how a token comes of it. */
export interface AuthMethod extends SignInMethod {
	/**
	 * The token of one call; undefined: none is there. Rejects with `unauthorized`, reason `badToken`, where what is
	 * stored can be none.
	 */
	token(secrets: SecretStore): Promise<string | undefined>;
	/** ISO 8601, when the session's token ends; undefined: never. Rejects as the server does. */
	readExpiry(session: Session): Promise<string | undefined>;
}
