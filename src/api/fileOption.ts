import type { Uri } from 'vscode';

/** A `Uri`, or an absolute file-system path. */
export type FileOption = Uri | string;
