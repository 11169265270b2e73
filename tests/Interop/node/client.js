// Plays the engine for one plugin with the official Node.js stubs, and tells in one line of JSON per step what it was answered.
//   node client.js PLUGIN < {"config": {...}, "secrets": {...}, "scimBaseUrl": "...", "scimToken": "..."}
"use strict";

const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const grpc = require("@grpc/grpc-js");
const struct = require("google-protobuf/google/protobuf/struct_pb.js");
const empty = require("google-protobuf/google/protobuf/empty_pb.js");
const provider = require("@pulumi/pulumi/proto/provider_pb.js");
const services = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
const engineServices = require("@pulumi/pulumi/proto/engine_grpc_pb.js");
const status = require("@pulumi/pulumi/proto/status_pb.js");

const secretKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const limit = 30_000;

const secret = (value) => ({ [secretKey]: secretSignature, value });
const tell = (step, answer) => process.stdout.write(JSON.stringify({ step, answer }) + "\n");
const map = (object) => struct.Struct.fromJavaScript(object);
const plain = (message) => (message ? message.toJavaScript() : null);

function startEngine() {
    const logs = [];
    const server = new grpc.Server();
    server.addService(engineServices.EngineService, {
        log: (call, callback) => {
            logs.push({ severity: call.request.getSeverity(), message: call.request.getMessage(), urn: call.request.getUrn() });
            callback(null, new empty.Empty());
        },
        getRootResource: (call, callback) => callback({ code: grpc.status.UNIMPLEMENTED }),
        setRootResource: (call, callback) => callback({ code: grpc.status.UNIMPLEMENTED }),
        startDebugging: (call, callback) => callback({ code: grpc.status.UNIMPLEMENTED }),
        requirePulumiVersion: (call, callback) => callback({ code: grpc.status.UNIMPLEMENTED }),
    });
    return new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve({ server, logs, address: `127.0.0.1:${port}` })));
}

function startPlugin(executable, address) {
    const child = spawn(executable, [address], { stdio: ["pipe", "pipe", "pipe"] });
    const output = { out: "", err: "" };
    child.stderr.on("data", (data) => (output.err += data));
    const exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.stdout.on("data", (data) => {
            output.out += data;
            if (output.out.includes("\n"))
                resolve({ child, output, exited, port: Number.parseInt(output.out, 10) });
        });
    });
}

function caller(client) {
    return (method, request) => new Promise((resolve, reject) =>
        client[method](request, { deadline: Date.now() + limit }, (error, response) => (error ? reject(error) : resolve(response))));
}

function fill(message, fields) {
    for (const [name, value] of Object.entries(fields))
        message[`set${name[0].toUpperCase()}${name.slice(1)}`](value);
    return message;
}

const of = (type, name) => ({ type, name, urn: `urn:pulumi:dev::interop::${type}::${name}` });

// What a failure says, its partial result included.
function failure(error) {
    const [bytes] = error.metadata?.get("grpc-status-details-bin") ?? [];
    if (!bytes)
        return { code: error.code, details: error.details };
    const [detail] = status.Status.deserializeBinary(bytes).getDetailsList();
    const name = detail.getTypeName();
    if (name !== "pulumirpc.ErrorResourceInitFailed")
        return { code: error.code, details: error.details, detail: name };
    const partial = provider.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    return { code: error.code, id: partial.getId(), reasons: partial.getReasonsList(), properties: plain(partial.getProperties()) };
}

function diffOf(diff) {
    return {
        changes: diff.getChanges(),
        detailed: diff.getHasdetaileddiff(),
        replaces: diff.getReplacesList(),
        diffs: diff.getDiffsList(),
        kinds: Object.fromEntries(diff.getDetaileddiffMap().toArray().map(([path, kind]) => [path, kind[0]])),
    };
}

async function configure(call, address, given) {
    const hands = await call("handshake", fill(new provider.ProviderHandshakeRequest(), { engineAddress: address }));
    tell("handshake", hands.toObject());
    tell("version", (await call("getPluginInfo", new empty.Empty())).getVersion());
    tell("schema", JSON.parse((await call("getSchema", new provider.GetSchemaRequest())).getSchema()).name);
    const wrapped = Object.fromEntries(Object.entries(given.secrets).map(([key, value]) => [key, secret(value)]));
    const news = map({ ...given.config, ...given.secrets });
    const checked = await call("checkConfig", fill(new provider.CheckRequest(), { news, olds: map({}) }));
    tell("checkConfig", checked.getFailuresList().map((each) => each.toObject()));
    const args = map({ ...given.config, ...wrapped });
    const answer = await call("configure", fill(new provider.ConfigureRequest(), {
        args, acceptsecrets: true, acceptresources: true, sendsOldInputs: true, sendsOldInputsToDelete: true,
    }));
    tell("configure", answer.toObject());
}

async function application(call) {
    const resource = of("jumpcloud:index:SsoApplication", "app");
    const program = { template: "bookmark", displayLabel: "Wiki", bookmarkUrl: "https://wiki.example.com" };
    const check = async (olds, news) => (await call("check", fill(new provider.CheckRequest(), { ...resource, olds: map(olds), news: map(news) })));

    const typo = await check({}, { ...program, displayLable: "Wiki", bookmarkUrl: unknown });
    tell("check of a typo", typo.getFailuresList().map((each) => each.toObject()));
    const inputs = plain((await check({}, program)).getInputs());
    tell("check", inputs);

    const foretold = await call("create", fill(new provider.CreateRequest(), { ...resource, properties: map(inputs), preview: true }));
    tell("create in a preview", { id: foretold.getId(), properties: plain(foretold.getProperties()) });
    const created = await call("create", fill(new provider.CreateRequest(), { ...resource, properties: map(inputs) }));
    const id = created.getId();
    tell("create", { id, properties: plain(created.getProperties()) });

    const read = await call("read", fill(new provider.ReadRequest(), { ...resource, id, inputs: map(inputs), properties: created.getProperties() }));
    tell("read", {
        id: read.getId(),
        sameInputs: JSON.stringify(plain(read.getInputs())) === JSON.stringify(inputs),
        sameProperties: JSON.stringify(plain(read.getProperties())) === JSON.stringify(plain(created.getProperties())),
    });

    const news = plain((await check(inputs, { ...program, displayLabel: "Handbook" })).getInputs());
    const request = { ...resource, id, olds: created.getProperties(), oldInputs: map(inputs) };
    tell("diff", diffOf(await call("diff", fill(new provider.DiffRequest(), { ...request, news: map(news) }))));
    const other = map({ ...news, template: "saml2" });
    tell("diff of a replacement", diffOf(await call("diff", fill(new provider.DiffRequest(), { ...request, news: other }))));
    const updated = await call("update", fill(new provider.UpdateRequest(), { ...request, news: map(news) }));
    tell("update", plain(updated.getProperties()).displayLabel);

    await call("delete", fill(new provider.DeleteRequest(), { ...resource, id, properties: updated.getProperties(), oldInputs: map(news) }));
    const gone = await call("read", fill(new provider.ReadRequest(), { ...resource, id, inputs: map(news), properties: updated.getProperties() }));
    tell("read when gone", { id: gone.getId(), inputs: gone.hasInputs(), properties: gone.hasProperties() });
}

async function provisioning(call, given) {
    const app = of("jumpcloud:index:SsoApplication", "pulumi");
    const program = {
        template: "pulumi", displayLabel: "Pulumi Cloud", ssoIdpUrl: "pulumi-interop", placeholders: { YOUR_ORGANIZATION: "acme" },
    };
    const checkedApp = await call("check", fill(new provider.CheckRequest(), { ...app, olds: map({}), news: map(program) }));
    const created = await call("create", fill(new provider.CreateRequest(), { ...app, properties: checkedApp.getInputs() }));

    const idm = of("jumpcloud:index:IdmIntegration", "idm");
    const news = map({ applicationId: created.getId(), baseUrl: given.scimBaseUrl, token: secret(given.scimToken), mode: "portal" });
    const checked = await call("check", fill(new provider.CheckRequest(), { ...idm, olds: map({}), news }));
    tell("check keeps the secret", JSON.stringify(plain(checked.getInputs()).token) === JSON.stringify(secret(given.scimToken)));
    try {
        await call("create", fill(new provider.CreateRequest(), { ...idm, properties: checked.getInputs() }));
    } catch (error) {
        const partial = failure(error);
        tell("half-done create", { ...partial, reasons: partial.reasons?.length, properties: Object.keys(partial.properties ?? {}).sort() });
    }
}

async function main() {
    const given = JSON.parse(readFileSync(0, "utf8"));
    const engine = await startEngine();
    const plugin = await startPlugin(process.argv[2], engine.address);
    const client = new services.ResourceProviderClient(`127.0.0.1:${plugin.port}`, grpc.credentials.createInsecure());
    const call = caller(client);
    try {
        await configure(call, engine.address, given);
        await application(call);
        await provisioning(call, given);
        await call("cancel", new empty.Empty());
    } finally {
        client.close();
        plugin.child.kill("SIGINT");
    }
    tell("exit", { ...(await plugin.exited), out: plugin.output.out === `${plugin.port}\n`, err: plugin.output.err });
    tell("logs", engine.logs.filter((log) => log.severity > 2));
    engine.server.forceShutdown();
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
