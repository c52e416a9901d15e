import type { CallOptions } from '../../../common/call.js';
import type { Session } from '../session/session.js';

/** Opens a session for one call and explains refusals. */
export type Runner = <T>(
	call: CallOptions | undefined,
	task: (session: Session) => Promise<T>,
) => Promise<T>;
