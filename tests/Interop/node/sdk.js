// An SDK of everything that a schema has, made when it is loaded: what the generated package @community/jumpcloud exports, without
// its types. Its folder also has schema.json. An explicit provider gets JUMPCLOUD_PROVIDER, a JSON object, on top of its arguments.
"use strict";

const pulumi = require("@pulumi/pulumi");
const schema = require("./schema.json");

const nameOf = (token) => token.split(":")[2];

for (const [token, spec] of Object.entries(schema.resources)) {
    const outputs = Object.fromEntries(Object.keys(spec.properties).map((name) => [name, undefined]));
    exports[nameOf(token)] = spec.isComponent
        ? class extends pulumi.ComponentResource {
            constructor(name, args, options) {
                super(token, name, { ...outputs, ...args }, options, true);
            }
        }
        : class extends pulumi.CustomResource {
            constructor(name, args, options) {
                super(token, name, { ...outputs, ...args }, options);
            }
        };
}

for (const token of Object.keys(schema.functions)) {
    exports[nameOf(token)] = (args, options) => pulumi.runtime.invoke(token, args, options);
    exports[`${nameOf(token)}Output`] = (args, options) => pulumi.runtime.invokeOutput(token, args, options);
}

for (const [token, spec] of Object.entries(schema.types)) {
    if (spec.enum) exports[nameOf(token)] = Object.fromEntries(spec.enum.map((choice) => [choice.name, choice.value]));
}

exports.Provider = class extends pulumi.ProviderResource {
    constructor(name, args, options) {
        super(schema.name, name, { ...args, ...JSON.parse(process.env.JUMPCLOUD_PROVIDER ?? "{}") }, options);
    }
};
