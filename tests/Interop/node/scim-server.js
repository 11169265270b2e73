// A SCIM 2.0 service provider that others wrote: SCIMMY, with people and groups in memory. Tells its address in one line of JSON,
// and ends with its input. On Express 4: its routers do not see the paging parameters of 5.
//   SCIM_TOKEN=... node scim-server.js
"use strict";

const { randomUUID } = require("node:crypto");
const express = require("express");
const SCIMMY = require("scimmy").default;
const SCIMMYRouters = require("scimmy-routers").default;

const token = process.env.SCIM_TOKEN;

// What SCIMMY leaves to its user: where resources are kept, which of them match its filter, and that a name is taken.
function store(type, name) {
    const kept = new Map();
    SCIMMY.Resources.declare(type)
        .ingress((resource, document) => {
            const id = resource.id ?? randomUUID();
            if (resource.id && !kept.has(id))
                throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
            const wanted = document[name].toLowerCase();
            if ([...kept.values()].some((other) => other.id !== id && other[name].toLowerCase() === wanted))
                throw new SCIMMY.Types.Error(409, "uniqueness", `${name} ${document[name]} is taken`);
            kept.set(id, { ...JSON.parse(JSON.stringify(document)), id });
            return kept.get(id);
        })
        .egress((resource) => {
            if (!resource.id)
                return resource.filter ? resource.filter.match([...kept.values()]) : [...kept.values()];
            if (!kept.has(resource.id))
                throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
            return kept.get(resource.id);
        })
        .degress((resource) => {
            if (!kept.delete(resource.id))
                throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
        });
}

store(SCIMMY.Resources.User, "userName");
store(SCIMMY.Resources.Group, "displayName");

const app = express();
app.use("/scim/v2", new SCIMMYRouters({
    type: "bearer",
    handler: (request) => {
        if (request.header("Authorization") !== `Bearer ${token}`)
            throw new Error("the token is not valid");
        return "";
    },
}));
const server = app.listen(0, "127.0.0.1", () =>
    process.stdout.write(JSON.stringify({ baseUrl: `http://127.0.0.1:${server.address().port}/scim/v2` }) + "\n"));
process.stdin.resume().on("end", () => process.exit(0));
