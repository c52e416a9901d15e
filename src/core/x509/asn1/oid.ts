/** Names of OIDs: RFC 5280 and the RFCs and standards that the groups below name. */
import { postQuantumName } from '../keys/postQuantum.js';

type Names = Readonly<Partial<Record<string, string>>>;

/** RFC 4514 (the first nine), RFC 4519, RFC 2985, CA/Browser Forum EV guidelines; else there is none. */
const attributeNames: Names = {
	'2.5.4.3': 'CN',
	'2.5.4.7': 'L',
	'2.5.4.8': 'ST',
	'2.5.4.10': 'O',
	'2.5.4.11': 'OU',
	'2.5.4.6': 'C',
	'2.5.4.9': 'STREET',
	'0.9.2342.19200300.100.1.25': 'DC',
	'0.9.2342.19200300.100.1.1': 'UID',
	'2.5.4.4': 'SN',
	'2.5.4.5': 'serialNumber',
	'2.5.4.12': 'title',
	'2.5.4.13': 'description',
	'2.5.4.15': 'businessCategory',
	'2.5.4.16': 'postalAddress',
	'2.5.4.17': 'postalCode',
	'2.5.4.18': 'postOfficeBox',
	'2.5.4.19': 'physicalDeliveryOfficeName',
	'2.5.4.20': 'telephoneNumber',
	'2.5.4.41': 'name',
	'2.5.4.42': 'givenName',
	'2.5.4.43': 'initials',
	'2.5.4.44': 'generationQualifier',
	'2.5.4.45': 'x500UniqueIdentifier',
	'2.5.4.46': 'dnQualifier',
	'2.5.4.51': 'houseIdentifier',
	'2.5.4.65': 'pseudonym',
	'2.5.4.72': 'role',
	'2.5.4.97': 'organizationIdentifier',
	'1.2.840.113549.1.9.1': 'emailAddress',
	'1.2.840.113549.1.9.2': 'unstructuredName',
	'1.2.840.113549.1.9.8': 'unstructuredAddress',
	'0.9.2342.19200300.100.1.3': 'mail',
	'1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
	'1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
	'1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

/** An attribute type's short name, else undefined. */
export function attributeName(oid: string): string | undefined {
	return attributeNames[oid];
}

/** RFC 5280, 4.2.1.12, and the purposes of other standards that certificates in use carry. */
const purposeNames: Names = {
	'2.5.29.37.0': 'anyExtendedKeyUsage',
	'1.3.6.1.5.5.7.3.1': 'serverAuth',
	'1.3.6.1.5.5.7.3.2': 'clientAuth',
	'1.3.6.1.5.5.7.3.3': 'codeSigning',
	'1.3.6.1.5.5.7.3.4': 'emailProtection',
	'1.3.6.1.5.5.7.3.5': 'ipsecEndSystem',
	'1.3.6.1.5.5.7.3.6': 'ipsecTunnel',
	'1.3.6.1.5.5.7.3.7': 'ipsecUser',
	'1.3.6.1.5.5.7.3.8': 'timeStamping',
	'1.3.6.1.5.5.7.3.9': 'OCSPSigning',
	'1.3.6.1.5.5.7.3.10': 'dvcs',
	'1.3.6.1.5.5.7.3.13': 'eapOverPPP',
	'1.3.6.1.5.5.7.3.14': 'eapOverLAN',
	'1.3.6.1.5.5.7.3.17': 'ipsecIKE',
	'1.3.6.1.5.5.7.3.18': 'capwapAC',
	'1.3.6.1.5.5.7.3.19': 'capwapWTP',
	'1.3.6.1.5.5.7.3.20': 'sipDomain',
	'1.3.6.1.5.5.7.3.21': 'secureShellClient',
	'1.3.6.1.5.5.7.3.22': 'secureShellServer',
	'1.3.6.1.5.5.7.3.23': 'sendRouter',
	'1.3.6.1.5.5.7.3.24': 'sendProxiedRouter',
	'1.3.6.1.5.5.7.3.25': 'sendOwner',
	'1.3.6.1.5.5.7.3.26': 'sendProxiedOwner',
	'1.3.6.1.5.5.7.3.27': 'cmcCA',
	'1.3.6.1.5.5.7.3.28': 'cmcRA',
	'1.3.6.1.5.5.7.3.29': 'cmcArchive',
	'1.3.6.1.5.5.7.3.30': 'bgpsecRouter',
	'1.3.6.1.5.5.7.3.31': 'brandIndicatorForMessageIdentification',
	'1.3.6.1.5.5.7.3.32': 'cmKGA',
	'1.3.6.1.5.5.7.3.36': 'documentSigning',
	'1.3.6.1.5.5.8.2.2': 'ikeIntermediate',
	'1.3.6.1.4.1.11129.2.4.4': 'precertificateSigning',
	'1.3.6.1.5.2.3.4': 'pkinitClientAuth',
	'1.3.6.1.5.2.3.5': 'pkinitKDC',
	'1.3.6.1.4.1.311.10.3.3': 'microsoftServerGatedCrypto',
	'1.3.6.1.4.1.311.10.3.4': 'encryptedFileSystem',
	'1.3.6.1.4.1.311.10.3.4.1': 'encryptedFileRecovery',
	'1.3.6.1.4.1.311.10.3.1': 'microsoftTrustListSigning',
	'1.3.6.1.4.1.311.10.3.10': 'qualifiedSubordination',
	'1.3.6.1.4.1.311.10.3.11': 'keyRecovery',
	'1.3.6.1.4.1.311.10.3.12': 'microsoftDocumentSigning',
	'1.3.6.1.4.1.311.10.3.13': 'lifetimeSigning',
	'1.3.6.1.4.1.311.10.12.1': 'anyApplicationPolicy',
	'1.3.6.1.4.1.311.20.2.1': 'enrollmentAgent',
	'1.3.6.1.4.1.311.20.2.2': 'smartcardLogon',
	'1.3.6.1.4.1.311.21.5': 'privateKeyArchival',
	'1.3.6.1.4.1.311.21.6': 'keyRecoveryAgent',
	'1.3.6.1.4.1.311.21.19': 'directoryServiceEmailReplication',
	'1.3.6.1.4.1.311.54.1.2': 'remoteDesktopAuthentication',
	'1.3.6.1.4.1.311.67.1.1': 'bitLockerDriveEncryption',
	'1.3.6.1.4.1.311.67.1.2': 'bitLockerDataRecoveryAgent',
	'2.16.840.1.101.3.6.8': 'pivCardAuthentication',
	'2.16.840.1.113730.4.1': 'netscapeServerGatedCrypto',
};

/** The purpose's name, else the OID. */
export function purposeName(oid: string): string {
	return purposeNames[oid] ?? oid;
}

/** RFC 5280, 4.2.1.3, by bit. */
export const keyUsageNames: readonly string[] = [
	'digitalSignature',
	'nonRepudiation',
	'keyEncipherment',
	'dataEncipherment',
	'keyAgreement',
	'keyCertSign',
	'cRLSign',
	'encipherOnly',
	'decipherOnly',
];

/** RFC 5280, 5.3.1, by value; 7 is not used. */
export const revocationReasonNames: readonly (string | undefined)[] = [
	'unspecified',
	'keyCompromise',
	'cACompromise',
	'affiliationChanged',
	'superseded',
	'cessationOfOperation',
	'certificateHold',
	undefined,
	'removeFromCRL',
	'privilegeWithdrawn',
	'aACompromise',
];

const signatureNames: Names = {
	'1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
	'1.2.840.113549.1.1.3': 'md4WithRSAEncryption',
	'1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
	'1.3.14.3.2.3': 'md5WithRSA',
	'1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
	'1.3.14.3.2.29': 'sha1WithRSA',
	'1.3.36.3.3.1.2': 'ripemd160WithRSA',
	'1.2.840.113549.1.1.10': 'rsassaPss',
	'1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
	'1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
	'1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
	'1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
	'1.2.840.113549.1.1.15': 'sha512-224WithRSAEncryption',
	'1.2.840.113549.1.1.16': 'sha512-256WithRSAEncryption',
	'2.16.840.1.101.3.4.3.13': 'RSA-SHA3-224',
	'2.16.840.1.101.3.4.3.14': 'RSA-SHA3-256',
	'2.16.840.1.101.3.4.3.15': 'RSA-SHA3-384',
	'2.16.840.1.101.3.4.3.16': 'RSA-SHA3-512',
	'1.2.840.10040.4.3': 'dsaWithSHA1',
	'2.16.840.1.101.3.4.3.1': 'dsa_with_SHA224',
	'2.16.840.1.101.3.4.3.2': 'dsa_with_SHA256',
	'2.16.840.1.101.3.4.3.3': 'dsa_with_SHA384',
	'2.16.840.1.101.3.4.3.4': 'dsa_with_SHA512',
	'2.16.840.1.101.3.4.3.9': 'ecdsa_with_SHA3-224',
	'2.16.840.1.101.3.4.3.10': 'ecdsa_with_SHA3-256',
	'2.16.840.1.101.3.4.3.11': 'ecdsa_with_SHA3-384',
	'2.16.840.1.101.3.4.3.12': 'ecdsa_with_SHA3-512',
	'1.2.840.10045.4.1': 'ecdsa-with-SHA1',
	'1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
	'1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
	'1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
	'1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
	'1.3.101.112': 'ED25519',
	'1.3.101.113': 'ED448',
	'1.2.156.10197.1.501': 'SM2-with-SM3',
	'1.2.156.10197.1.504': 'sm3WithRSAEncryption',
	// RFC 9215; those of 2001 are RFC 4491.
	'1.2.643.2.2.3': 'GOST R 34.11-94 with GOST R 34.10-2001',
	'1.2.643.7.1.1.3.2': 'GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)',
	'1.2.643.7.1.1.3.3': 'GOST R 34.10-2012 with GOST R 34.11-2012 (512 bit)',
};

/** The signature algorithm as OpenSSL and the RFCs write it, else the OID. */
export function signatureName(oid: string): string {
	return signatureNames[oid] ?? postQuantumName(oid) ?? oid;
}

const digestNames: Names = {
	'1.2.840.113549.2.5': 'md5',
	'1.3.14.3.2.26': 'sha1',
	'2.16.840.1.101.3.4.2.1': 'sha256',
	'2.16.840.1.101.3.4.2.2': 'sha384',
	'2.16.840.1.101.3.4.2.3': 'sha512',
	'2.16.840.1.101.3.4.2.4': 'sha224',
};

/** A digest's name as `node:crypto` has it, else the OID. */
export function digestName(oid: string): string {
	return digestNames[oid] ?? oid;
}

const keyTypes: Names = {
	'1.2.840.113549.1.1.1': 'rsa',
	'1.2.840.113549.1.1.10': 'rsa-pss',
	'1.2.840.10045.2.1': 'ec',
	'1.2.840.10040.4.1': 'dsa',
	'1.2.840.10046.2.1': 'dh',
	'1.2.840.113549.1.3.1': 'dh',
	'1.3.101.110': 'x25519',
	'1.3.101.111': 'x448',
	'1.3.101.112': 'ed25519',
	'1.3.101.113': 'ed448',
};

/** The key's algorithm as Node's `asymmetricKeyType` has it, else the OID. */
export function keyTypeName(oid: string): string {
	return keyTypes[oid] ?? postQuantumName(oid)?.toLowerCase() ?? oid;
}

export const extensionOids = {
	subjectKeyIdentifier: '2.5.29.14',
	keyUsage: '2.5.29.15',
	privateKeyUsagePeriod: '2.5.29.16',
	subjectAltName: '2.5.29.17',
	issuerAltName: '2.5.29.18',
	basicConstraints: '2.5.29.19',
	crlNumber: '2.5.29.20',
	reasonCode: '2.5.29.21',
	invalidityDate: '2.5.29.24',
	deltaCrlIndicator: '2.5.29.27',
	issuingDistributionPoint: '2.5.29.28',
	certificateIssuer: '2.5.29.29',
	nameConstraints: '2.5.29.30',
	crlDistributionPoints: '2.5.29.31',
	certificatePolicies: '2.5.29.32',
	policyMappings: '2.5.29.33',
	authorityKeyIdentifier: '2.5.29.35',
	policyConstraints: '2.5.29.36',
	extendedKeyUsage: '2.5.29.37',
	freshestCrl: '2.5.29.46',
	inhibitAnyPolicy: '2.5.29.54',
	expiredCertsOnCrl: '2.5.29.60',
	authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
	subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
	tlsFeature: '1.3.6.1.5.5.7.1.24',
	signedCertificateTimestamps: '1.3.6.1.4.1.11129.2.4.2',
	ocspTimestamps: '1.3.6.1.4.1.11129.2.4.5',
	precertificatePoison: '1.3.6.1.4.1.11129.2.4.3',
	ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
	ocspNonce: '1.3.6.1.5.5.7.48.1.2',
	ocspCrlReferences: '1.3.6.1.5.5.7.48.1.3',
	ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',
	ocspExtendedRevoke: '1.3.6.1.5.5.7.48.1.9',
	netscapeCertType: '2.16.840.1.113730.1.1',
	netscapeComment: '2.16.840.1.113730.1.13',
	microsoftTemplateName: '1.3.6.1.4.1.311.20.2',
	microsoftTemplate: '1.3.6.1.4.1.311.21.7',
	microsoftCaVersion: '1.3.6.1.4.1.311.21.1',
	microsoftPreviousCaHash: '1.3.6.1.4.1.311.21.2',
	microsoftVirtualBase: '1.3.6.1.4.1.311.21.3',
	microsoftNextPublish: '1.3.6.1.4.1.311.21.4',
	microsoftApplicationPolicies: '1.3.6.1.4.1.311.21.10',
	microsoftApplicationPolicyMappings: '1.3.6.1.4.1.311.21.11',
	microsoftApplicationPolicyConstraints: '1.3.6.1.4.1.311.21.12',
	microsoftCrlSelfLocation: '1.3.6.1.4.1.311.21.14',
	microsoftSid: '1.3.6.1.4.1.311.25.2',
	smimeCapabilities: '1.2.840.113549.1.9.15',
} as const;

/** RFC 5280, 4.2.2.1, and what else stands in AIA and SIA. */
const accessMethods: Names = {
	'1.3.6.1.5.5.7.48.1': 'ocsp',
	'1.3.6.1.5.5.7.48.2': 'caIssuers',
	'1.3.6.1.5.5.7.48.3': 'timeStamping',
	'1.3.6.1.5.5.7.48.5': 'caRepository',
	'1.3.6.1.5.5.7.48.10': 'rpkiManifest',
	'1.3.6.1.5.5.7.48.11': 'signedObject',
	'1.3.6.1.5.5.7.48.13': 'rpkiNotify',
};

/** The access method's name, else the OID. */
export function accessMethodName(oid: string): string {
	return accessMethods[oid] ?? oid;
}
