/** An init container that issues a certificate whenever a pod starts, and a job that restarts the pods in time. */
import { stringify } from 'yaml';
import type { IssuingCall } from '../backends/contract/backend.js';
import { shellQuote } from '../common/shellQuote.js';
import { restartSchedule, renewBeforeHours } from './moments.js';
import type { RenewalRequest } from './request.js';
import { fillTemplate } from './template.js';

/** Both are published by those who make the program, for amd64 and arm64. */
const nodeImage = 'node:24-alpine';
const kubectlImage = 'registry.k8s.io/kubectl:v1.34.0';

const secretFolder = '/run/pki';
const certificateFolder = '/certs';
/** Of nobody else: the key is readable for this user alone, so both containers run as the same one. */
const user = 10_001;

type Json = Readonly<Record<string, unknown>>;

/**
 * The text of a YAML file with the program in a ConfigMap, a Deployment, and a CronJob with the rights it needs. `script`: the
 * program, with its marks. How to make the Secret is in its first lines.
 */
export function kubernetesManifest(request: RenewalRequest, script: string): string {
	const { baseName, call, ttlSeconds, image = '' } = request;
	const name = objectName(baseName);
	const { settings, files } = inCluster(call);
	const program = fillTemplate(script, {
		...settings,
		renewBeforeHours: renewBeforeHours(ttlSeconds),
	});
	const objects = [
		configMap(name, program),
		deployment(name, image, secretOf(call)),
		...restart(name, restartSchedule(ttlSeconds)),
	];
	const options = { version: '1.1', lineWidth: 0 } as const;
	return [
		...head(name, secretOf(call), files),
		...objects.map((object) => `---\n${stringify(object, options)}`),
	].join('');
}

/** What the program signs in with: the part of the Secret, the variable with its path, and what it is called. */
function secretOf({ clientCredentials }: IssuingCall) {
	return clientCredentials
		? { part: 'client-secret', variable: 'CLIENT_SECRET_FILE', words: 'the client secret' }
		: { part: 'token', variable: 'TOKEN_FILE', words: 'the token' };
}

type SignIn = ReturnType<typeof secretOf>;

/** What the files of the connection are in the cluster: parts of one Secret. */
function inCluster({ caFile, clientCertificateFile, clientKeyFile, ...call }: IssuingCall) {
	const given = { caFile, clientCertificateFile, clientKeyFile };
	const names = {
		caFile: 'ca.crt',
		clientCertificateFile: 'client.crt',
		clientKeyFile: 'client.key',
	};
	const used = (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
		const path = given[key];
		return path === undefined ? [] : [{ key, name: names[key], path }];
	});
	const paths = used.map(({ key, name }) => [key, `${secretFolder}/${name}`] as const);
	return {
		settings: { ...call, ...Object.fromEntries(paths) },
		files: used.map(({ name, path }) => `--from-file=${name}=${path}`),
	};
}

function head(name: string, { part, words }: SignIn, files: readonly string[]): readonly string[] {
	const from = [`--from-file=${part}=${part}.txt`, ...files].map(shellQuote).join(' ');
	return [
		'# Each pod gets a certificate when it starts, and a job restarts the pods before the certificate expires.\n',
		'#\n',
		`# 1. Store ${words}, which is not in this file:\n`,
		`#      kubectl create secret generic ${name}-pki ${from}\n`,
		'# 2. Apply this file:\n',
		'#      kubectl apply -f <this file>\n',
		'#\n',
		`# The certificate is ${certificateFolder}/tls.crt, its key ${certificateFolder}/tls.key.\n`,
	];
}

const labelsOf = (name: string): Json => ({ 'app.kubernetes.io/name': name });

function configMap(name: string, program: string): Json {
	return {
		apiVersion: 'v1',
		kind: 'ConfigMap',
		metadata: { name: `${name}-renew`, labels: labelsOf(name) },
		data: { 'renew.mjs': program },
	};
}

const confined: Json = {
	allowPrivilegeEscalation: false,
	readOnlyRootFilesystem: true,
	capabilities: { drop: ['ALL'] },
};

const podSecurity: Json = {
	runAsNonRoot: true,
	runAsUser: user,
	runAsGroup: user,
	fsGroup: user,
	seccompProfile: { type: 'RuntimeDefault' },
};

function deployment(name: string, image: string, signIn: SignIn): Json {
	return {
		apiVersion: 'apps/v1',
		kind: 'Deployment',
		metadata: { name, labels: labelsOf(name) },
		spec: {
			replicas: 1,
			selector: { matchLabels: labelsOf(name) },
			template: {
				metadata: { labels: labelsOf(name) },
				spec: {
					automountServiceAccountToken: false,
					securityContext: podSecurity,
					initContainers: [initContainer(signIn)],
					containers: [
						{
							name: 'app',
							image,
							securityContext: confined,
							volumeMounts: [
								{ name: 'certificates', mountPath: certificateFolder, readOnly: true },
							],
						},
					],
					volumes: [
						{ name: 'certificates', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
						{ name: 'program', configMap: { name: `${name}-renew` } },
						{ name: 'pki', secret: { secretName: `${name}-pki`, defaultMode: 0o440 } },
					],
				},
			},
		},
	};
}

function initContainer({ part, variable }: SignIn): Json {
	return {
		name: 'certificate',
		image: nodeImage,
		command: ['node', '/program/renew.mjs', '--once'],
		env: [
			{ name: 'OUT_DIR', value: certificateFolder },
			{ name: variable, value: `${secretFolder}/${part}` },
		],
		securityContext: confined,
		resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
		volumeMounts: [
			{ name: 'certificates', mountPath: certificateFolder },
			{ name: 'program', mountPath: '/program', readOnly: true },
			{ name: 'pki', mountPath: secretFolder, readOnly: true },
		],
	};
}

/** A job that may restart this one deployment and nothing else. */
function restart(name: string, schedule: string): readonly Json[] {
	const account = `${name}-restart`;
	const metadata = { name: account, labels: labelsOf(name) };
	const rbac = 'rbac.authorization.k8s.io';
	return [
		{ apiVersion: 'v1', kind: 'ServiceAccount', metadata },
		{
			...{ apiVersion: `${rbac}/v1`, kind: 'Role', metadata },
			rules: [
				{
					apiGroups: ['apps'],
					resources: ['deployments'],
					resourceNames: [name],
					verbs: ['get', 'patch'],
				},
			],
		},
		{
			...{ apiVersion: `${rbac}/v1`, kind: 'RoleBinding', metadata },
			roleRef: { apiGroup: rbac, kind: 'Role', name: account },
			subjects: [{ kind: 'ServiceAccount', name: account }],
		},
		{ apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: cronSpec(name, account, schedule) },
	];
}

function cronSpec(name: string, account: string, schedule: string): Json {
	return {
		schedule,
		concurrencyPolicy: 'Forbid',
		jobTemplate: {
			spec: {
				backoffLimit: 3,
				template: {
					metadata: { labels: { 'app.kubernetes.io/name': account } },
					spec: {
						serviceAccountName: account,
						restartPolicy: 'OnFailure',
						securityContext: podSecurity,
						containers: [
							{
								name: 'restart',
								image: kubectlImage,
								command: ['kubectl', 'rollout', 'restart', `deployment/${name}`],
								securityContext: confined,
							},
						],
					},
				},
			},
		},
	};
}

/** A DNS label (RFC 1123), short enough for what is put behind it. */
export function objectName(text: string): string {
	const plain = text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 40)
		.replace(/^-|-$/g, '');
	if (plain === '') return 'service';
	return /^[a-z]/.test(plain) ? plain : `s-${plain}`;
}
