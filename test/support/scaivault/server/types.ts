/** Whether a value is of a type of the table. */
import type { Readings } from '../readings.js';
import type { FieldType } from '../table/endpoint.js';

export function isOf(type: FieldType, value: unknown, readings: Readings): boolean {
	switch (type) {
		case 'string':
		case 'duration':
			return isText(value);
		case 'integer':
			return Number.isSafeInteger(value);
		case 'boolean':
			return typeof value === 'boolean';
		case 'time':
			return typeof value === 'string' && isTime(value);
		case 'strings':
			return isListOf(value, isText);
		case 'altNames':
			return readings.altNames === 'array' ? isListOf(value, isText) : isText(value);
		case 'ipSans':
			return readings.ipSans === 'array' ? isListOf(value, isText) : isText(value);
		case 'object':
			return isObject(value);
		case 'objects':
			return isListOf(value, isObject);
	}
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
	return Array.isArray(value) && value.every(isOne);
}

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** ISO 8601 with a time zone. */
function isTime(value: string): boolean {
	const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
	return form.test(value) && !Number.isNaN(Date.parse(value));
}
