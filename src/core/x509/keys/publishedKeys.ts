/**
 * Test keys whose private halves are published, by the SHA-256 of their SubjectPublicKeyInfo (2026-11-26), and where
 * they stand.
 */
const table = {
	'RFC 9500': [
		'9a9e5b0f404f4e2d4386e38b04ac91e535946dc2a7f8d84a31404b476e5c35e1',
		'8fb6bad671cfe698393c453357da61b56d757ab8c0f3fb9c87f2849e63131878',
		'96465ea5dc9bb2da7b351d808a7196e5761f2412a5040131c68d719aaba28fb9',
		'b2b04340cfaee616ec9c2c62d261b208e54bb197498df52e8cadede23ac0ba5e',
		'c4c10105a0be0ed4dd3354428dc38a9bfee64da141ce16e75c94eda272f9dd3a',
		'acb1b8327fef995e2458fdf5e3c33b2dc0749feabd6a894cb9bda9d70ac06c24',
	],
	'RFC 7515': ['2bd1bb0c44a897c30a7aa0991cde38d8062fe441de50da0f46825344f602e827'],
	'RFC 8032': [
		'06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9',
		'deb2ded39dc26fce0e6085b6fc34bf6b5941913bbfe2ea614113cff9e004c170',
		'8d39ba50abe50f77b6bb8ae7b6927aff7ffbeba35ad2837c0e51e82bcbcc60d5',
	],
	'RFC 8410': ['a1e9156054e04fac899ae9f275132cdc07a5dbc4ea2c2ad3a1ffc6e0d253681f'],
	'RFC 9421': ['55f96361b78cbb84f1fc604b0718e82bd91abb46d8fc25ae871b35fbbf8b7974'],
	'jwt.io': ['a40f0f2e2974dc76a82df6ffe08ed0d79955c79e7ad0c20d97ae8f9246ade1c1'],
	'the tests of Go': [
		'389f9ede520dbc33d2aebc489246ad89e221d1ec15f693c348c58b08219367aa',
		'64eebde4d94a861ca1b062a103ef51d4d8a2c1b0a2133838198230e9c85407ed',
	],
	Vagrant: ['bde93142b0780b2a66d27977d35f4f542e71cc538d491fe6609e2380b747a027'],
} as const;

/** Where a key is published, by its hash as in the model. */
export const publishedKeys: ReadonlyMap<string, string> = new Map(
	Object.entries(table).flatMap(([source, hashes]) =>
		hashes.map((hash): [string, string] => [hash, source]),
	),
);
