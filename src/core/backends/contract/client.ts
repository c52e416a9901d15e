import type { AdministrationFacet } from './administration.js';
import type { AuditFacet } from './audit.js';
import type { CommandLineFacet } from './commandLine.js';
import type { IssuingFacet } from './issuing.js';
import type { ListingFacet } from './listing.js';
import type { OwnKeysFacet } from './ownKeys.js';
import type { RenewalFacet } from './renewal.js';
import type { RevokingFacet } from './revoking.js';
import type { StatusFacet } from './status.js';
import type { TerminalFacet } from './terminal.js';

/** An open connection. Status and lists are there always, everything else where the backend can do it. */
export interface Backend
	extends
		StatusFacet,
		ListingFacet,
		IssuingFacet,
		RevokingFacet,
		RenewalFacet,
		OwnKeysFacet,
		AdministrationFacet,
		AuditFacet,
		CommandLineFacet,
		TerminalFacet {
	/** Closes sockets; the object is not used again. */
	dispose(): void;
}
