import { nodeScript, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import type { SnippetInput } from '../../target.js';

/** A request by `fetch` with a dispatcher of undici; which `fetch` it is and how it fails are the target's. */
export function fetchScript(
	input: SnippetInput,
	title: string,
	{ names, failure }: { readonly names: readonly string[]; readonly failure: readonly string[] },
): string {
	return nodeScript(
		input,
		`${title} (npm install undici)`,
		[{ module: 'undici', names }],
		`const dispatcher = new Agent({
  connect: {
${tlsOptions(input, { indent: 4 })}
  },
});

async function main() {
  const response = await fetch(${jsString(input.url)}, { dispatcher });
  console.log('status', response.status);
  console.log(await response.text());
  await dispatcher.close();
}

main().catch((error) => {
${failure.map((line) => `  ${line}`).join('\n')}
  process.exitCode = 1;
});`,
	);
}
