/** What a text must hold for a block to be in it. Imports nothing, so that it can be asked before anything is loaded. */

/** BEGIN and END in any case beside dashes, and how the base64 of PEM and of DER begins. */
const markers = [/BEGIN|END[ \t]+[A-Z]/i, /LS0tL/, /M[A-P][A-Za-z0-9+/_-]{38}/];

/** False where no block can be in the text; true says nothing. */
export function mayHoldBlocks(text: string): boolean {
	return markers.some((marker) => marker.test(text));
}
