/** What decrypts, piece by piece. */
export interface Decipher {
	/** What has come out for the bytes that went in, padding and all. */
	update(bytes: Buffer): Buffer;
}
