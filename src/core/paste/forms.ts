/** The ways to paste PEM into a place, the one that fits it first. */
import type { Affixes, FoundPlace, Place, PlaceInput } from './place.js';
import { placeFor } from './placeFor.js';
import { writtenIn } from './write.js';

/** `block`: lines of their own as the place wants them. */
export type FormId = 'block' | 'pem' | 'escaped' | 'base64';

export interface PasteForm {
	readonly id: FormId;
	readonly text: string;
	/** What is replaced: UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
}

export interface PasteForms {
	readonly forms: readonly PasteForm[];
	/** Whether the place asks for the first one, so that it goes before a plain paste. */
	readonly fits: boolean;
}

/** Every form once. */
export function formsAt(input: PlaceInput, pem: string): PasteForms {
	const { start, end } = input;
	const found = placeFor(input);
	const around = { ...affixesOf(found), start: found?.start ?? start, end: found?.end ?? end };
	const places: readonly (readonly [FormId, FoundPlace])[] = [
		...(found ? [[found.form === 'lines' ? 'block' : found.form, found] as const] : []),
		['escaped', { form: 'escaped', ...around }],
		['base64', { form: 'base64', ...around }],
		['pem', { form: 'lines', first: '', prefix: '', tail: '\n', inLine: none, start, end }],
	];
	// The place's own is the first of its id.
	const forms = places
		.filter(([id], index) => places.findIndex(([other]) => other === id) === index)
		.map(([id, place]) => ({
			...{ id, text: writtenIn(place, pem), start: place.start, end: place.end },
		}));
	return { forms, fits: found !== undefined };
}

const none: Affixes = { open: '', close: '' };

function affixesOf(place: Place | undefined): Affixes {
	if (!place) return none;
	const { open, close } = place.form === 'lines' ? place.inLine : place;
	return { open, close };
}
