/** README as it goes into the package, where neither `docs/` nor an address of ours is. */

/**
 * @param {string} readme
 * @returns {string} Without pictures; a link to a file is its text.
 */
export function packageReadme(readme) {
	return readme
		.replace(/<picture>.*?<\/picture>\n*/gs, '')
		.replace(/!\[[^\]]*\]\([^)]*\)\n*/g, '')
		.replace(/\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1');
}
