/**
 * The contract over ScaiVault's backend and the fake of its server: as the documentation is read first, and with every
 * other reading that changes what is sent or answered. Of a real server it says nothing.
 */
import { describeContract } from '../../../../support/contract.js';
import { subjectOf } from '../../../../support/scaivault/connection.js';

describe('core/backends/scaivault/contract', () => {
	describeContract(subjectOf('ScaiVault (a fake)'));

	describeContract(
		subjectOf('ScaiVault (a fake, the other readings)', {
			readings: {
				...{ missingScope: 'access_denied', badToken: 'authentication_required' },
				...{ whoami: 'short', tokenPrefix: 'scai_live_' },
				...{ unknownField: 'invalid_request', altNames: 'commaString', ipSans: 'commaString' },
				...{ signNames: 'subject_alt_names', reason: 'required', serialForm: 'lowerCase' },
				...{ created: '200', removed: '200', listKey: 'data' },
				...{ authorityListKey: 'authorities', authorityParent: 'parent_ca_id' },
				...{ authorityCertificate: 'json', certificatePem: 'json', certificateText: 'absent' },
				...{ certificateTimes: 'valid_until', revokedMark: 'is_revoked' },
				...{ signAnswer: 'certificateOnly', keyFormat: 'traditional', chainOrder: 'rootFirst' },
				...{ crlMade: 'pem next_update_at', crlDefault: 'der', revokeAnswer: 'empty' },
				...{ rateHeaders: 'resetOnly', retryAfter: 'date', starPattern: 'anyDepth' },
				...{ ttlTooLong: 'capped', roleViolation: 'invalid_request', conflict: 'validation_error' },
				...{ unknownRole: 'invalid_role', revokedAgain: 'again', crlAfterRevoke: 'atOnce' },
			},
			pageSize: 2,
		}),
	);

	describeContract(
		subjectOf('ScaiVault (a fake, the third readings)', {
			readings: {
				...{ unknownField: 'ignored', signNames: 'none', listKey: 'items' },
				...{ authorityListKey: 'certificate_authorities', certificateText: 'certificate' },
				...{ revokedMark: 'status', signAnswer: 'certificate_pem', chainRoot: 'leftOut' },
				...{ crlMade: 'crl next_update', durations: 'hoursAndDays' },
			},
		}),
	);

	describeContract(
		subjectOf('ScaiVault (a fake, bare lists)', { readings: { listKey: 'bare' }, origin: 'http' }),
	);
});
