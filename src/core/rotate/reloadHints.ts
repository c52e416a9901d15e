/** How programs take up new certificate files, as data: a process keeps what it has read until it reads again. */

export interface ReloadHint {
	/** The product's name, not translated. */
	readonly program: string;
	/** Of files that configure it. */
	readonly configuration: RegExp;
	/** What to run; absent where it notices by itself. */
	readonly command?: string;
	/** It watches its files. */
	readonly byItself?: true;
	/** Only a restart helps. */
	readonly restart?: true;
}

export const reloadHints: readonly ReloadHint[] = [
	{
		program: 'nginx',
		configuration: /nginx[^/\\]*\.conf$|[/\\]nginx[/\\]/i,
		command: 'nginx -s reload',
	},
	{
		program: 'HAProxy',
		configuration: /haproxy[^/\\]*\.cfg$/i,
		command: 'systemctl reload haproxy',
	},
	{
		program: 'Vault, OpenBao (listener)',
		configuration: /\.hcl$|[/\\](?:vault|openbao|bao)[^/\\]*\.json$/i,
		command: 'kill -HUP <pid>',
	},
	{
		program: 'Apache httpd',
		configuration: /httpd[^/\\]*\.conf$|apache2?[^/\\]*\.conf$|[/\\]apache2[/\\]/i,
		command: 'apachectl graceful',
	},
	{ program: 'PostgreSQL', configuration: /postgresql[^/\\]*\.conf$/i, command: 'pg_ctl reload' },
	{
		program: 'Redis',
		configuration: /redis[^/\\]*\.conf$/i,
		command: 'redis-cli CONFIG SET tls-cert-file <file> tls-key-file <file>',
	},
	{
		program: 'Caddy',
		configuration: /Caddyfile$|caddy[^/\\]*\.json$/,
		command: 'caddy reload --force',
	},
	{
		program: 'Traefik (file provider)',
		configuration: /traefik[^/\\]*\.(?:ya?ml|toml)$/i,
		byItself: true,
	},
	{
		program: 'Kubernetes (mounted Secret)',
		configuration: /secret[^/\\]*\.ya?ml$/i,
		command: 'kubectl apply -f <file>',
	},
	{
		program: 'Docker Compose',
		configuration: /(?:docker-)?compose[^/\\]*\.ya?ml$/i,
		command: 'docker compose restart <service>',
	},
	{ program: 'Node.js', configuration: /\.[cm]?[jt]s$|[/\\]\.env[^/\\]*$/i, restart: true },
	{ program: 'Python', configuration: /\.py$/i, restart: true },
	{ program: 'Go', configuration: /\.go$/i, restart: true },
	{
		program: 'Java',
		configuration: /\.java$|application[^/\\]*\.(?:ya?ml|properties)$/i,
		restart: true,
	},
];

/** Those whose configuration is among the files, each once; of none all that reload with a command. */
export function hintsFor(configurations: readonly string[]): readonly ReloadHint[] {
	const known = reloadHints.filter(({ configuration }) =>
		configurations.some((file) => configuration.test(file)),
	);
	return known.length > 0 ? known : reloadHints.filter(({ command }) => command !== undefined);
}
