/** Requests about policies and tokens. API: https://openbao.org/api-docs/system/policies/ and …/auth/token/ */
import type { Operation } from '../../contract/backend.js';
import type { Step } from './step.js';

type AccessOperation = Extract<Operation, { kind: 'readPolicy' | 'writePolicy' | 'createToken' }>;

export function accessSteps(operation: AccessOperation): readonly Step[] {
	switch (operation.kind) {
		case 'readPolicy':
			return [{ method: 'GET', path: `sys/policies/acl/${operation.request.name}` }];
		case 'writePolicy': {
			const { name, policy } = operation.request;
			return [
				{
					...{ method: 'POST', path: `sys/policies/acl/${name}`, body: { policy } },
					command: { verbs: ['policy', 'write'], words: [name, '-'], input: policy },
				},
			];
		}
		case 'createToken': {
			const { policies, ttlSeconds } = operation.request;
			const ttl = ttlSeconds === undefined ? undefined : `${ttlSeconds}s`;
			const words = [
				...policies.map((name) => `-policy=${name}`),
				...(ttl === undefined ? [] : [`-ttl=${ttl}`]),
			];
			return [
				{
					...{ method: 'POST', path: 'auth/token/create' },
					body: { policies, ...(ttl !== undefined && { ttl }) },
					command: { verbs: ['token', 'create'], words },
				},
			];
		}
	}
}
