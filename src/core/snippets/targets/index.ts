/** The registry: every export is a target. */
export { curl } from './shell/curl.js';
export { opensslClient } from './shell/opensslClient.js';
export { javaPem } from './java/javaPem.js';
export { javaPkcs12 } from './java/javaPkcs12.js';
export { springBoot, springBootPkcs12 } from './java/springBoot.js';
export { certManagerCertificate, certManagerVault } from './kubernetes/certManager.js';
export { dockerCompose } from './kubernetes/dockerCompose.js';
export { kubectlSecret, kubernetesSecret } from './kubernetes/secret.js';
export { dotnet } from './languages/dotnet.js';
export { go } from './languages/go.js';
export { rustReqwest } from './languages/rust.js';
export { nodeAxios } from './node/nodeAxios.js';
export { nodeExtraCa } from './node/nodeExtraCa.js';
export { nodeFetch } from './node/nodeFetch.js';
export { nodeGrpc } from './node/nodeGrpc.js';
export { nodeHttps } from './node/nodeHttps.js';
export { nodeTls } from './node/nodeTls.js';
export { nodeUndici } from './node/nodeUndici.js';
export { nodeVault } from './node/nodeVault.js';
export { openclaw } from './openclaw/openclaw.js';
export { openclawGateway, openclawMcp, openclawModel, openclawVault } from './openclaw/real.js';
export { caddy } from './proxies/caddy.js';
export { envoy } from './proxies/envoy.js';
export { haproxy } from './proxies/haproxy.js';
export { nginx } from './proxies/nginx.js';
export { traefik } from './proxies/traefik.js';
export {
	pythonAiohttp,
	pythonHttpx,
	pythonHvac,
	pythonRequests,
	pythonSsl,
	pythonUrllib3,
} from './python/clients.js';
export { kafkaJava, kafkaLibrdkafka } from './data/kafka.js';
export { natsServer, nodeNats } from './data/nats.js';
export { postgresql } from './data/postgresql.js';
export { redis } from './data/redis.js';
export { vaultAgent } from './vault/agent.js';
export { openbaoCli, vaultCli } from './vault/cli.js';
export { vaultListener } from './vault/listener.js';
