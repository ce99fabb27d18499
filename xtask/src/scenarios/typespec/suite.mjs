// Reads TypeSpec's suite: writes its descriptions as OpenAPI, and its scenarios as JSON.
//
//     node suite.mjs VERSION OUT
//
// It runs in the folder of the installation. OUT/specs/GROUP/NAME/openapi.json is the description of a spec of the
// suite, with a file for each version of its API. OUT/scenarios.json is an array with an object for each request.

import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [version, out] = process.argv.slice(2);
const modules = path.resolve("node_modules/@typespec");
const suite = path.join(modules, "http-specs");
const { compile, NodeHost } = await load("compiler/dist/src/index.js");
const { getOpenAPI3 } = await load("openapi3/dist/src/index.js");
const { expandDyns } = await load("spec-api/dist/index.js");

// The URL of the server, which is not known yet: the command puts the real one in its place.
const config = { baseUrl: "http://server.invalid" };

// The emitter looks up the examples of a parameter by its name in a plain object. For a parameter named `constructor` it
// finds this function, which has to look like an empty array.
Object.defineProperty(Object, "length", { value: 0 });

function load(file) {
  return import(pathToFileURL(path.join(modules, file)).href);
}

// The folders below a folder that have a file of this name, in order.
async function foldersWith(root, name, below = "") {
  const entries = (await readdir(path.join(root, below), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const here = entries.some((entry) => entry.isFile() && entry.name === name) ? [below] : [];
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => path.posix.join(below, entry.name));
  return here.concat(...(await Promise.all(folders.map((folder) => foldersWith(root, name, folder)))));
}

// The documents of a spec by their file names. Errors of the emitter leave out a part of a document, not all of it.
async function documents(spec) {
  const main = path.join(suite, "specs", spec, "main.tsp");
  const program = await compile(NodeHost, main, { noEmit: true });
  const records = await getOpenAPI3(program, { "openapi-versions": [version] });
  const files = {};
  for (const record of records) {
    const versions = record.versioned ? record.versions : [record];
    for (const { document, version } of versions) {
      files[record.versioned ? `openapi.${version}.json` : "openapi.json"] = document;
    }
  }
  return { files, notes: program.diagnostics.filter((it) => it.severity === "error").map((it) => `${it.code}: ${it.message}`) };
}

async function writeDescriptions() {
  const root = path.join(suite, "specs");
  const failed = {};
  for (const spec of await foldersWith(root, "main.tsp")) {
    try {
      const { files, notes } = await documents(spec);
      const folder = path.join(out, "specs", spec);
      await mkdir(folder, { recursive: true });
      for (const [name, document] of Object.entries(files)) {
        await writeFile(path.join(folder, name), JSON.stringify(document, null, 1));
      }
      if (notes.length > 0) failed[spec] = notes;
    } catch (error) {
      failed[spec] = [String(error)];
    }
  }
  return failed;
}

const bytes = (buffer) => Buffer.from(buffer).toString("hex");

// A body: its media type, and its content as `json`, `text` or `hex`.
function body(mock) {
  if (mock === undefined) return undefined;
  const { contentType, rawContent: raw } = mock;
  if (mock.kind === "multipart") {
    const files = mock.files ?? [];
    const file = ({ fieldname, originalname, mimetype, buffer }) => ({ part: fieldname, name: originalname, contentType: mimetype, hex: bytes(buffer) });
    return { contentType, parts: expandDyns(mock.parts ?? {}, config), files: files.map(file) };
  }
  if (raw === undefined) return { contentType };
  if (Buffer.isBuffer(raw)) return { contentType, hex: bytes(raw) };
  const text = typeof raw === "string" ? raw : raw.serialize(config);
  return /[/+]json$/.test(contentType) ? { contentType, json: JSON.parse(text) } : { contentType, text };
}

function request(scenario, spec, { method, uri, request = {}, response }) {
  const values = (of) => expandDyns(of ?? {}, config);
  return {
    scenario,
    spec,
    method: method.toUpperCase(),
    // Colons are escaped in the patterns of the server.
    path: uri.replaceAll("\\", ""),
    query: values(request.query),
    headers: values(request.headers),
    body: body(request.body),
    response: { status: response.status, headers: values(response.headers), body: body(response.body) },
  };
}

async function scenarios() {
  const root = path.join(suite, "dist/specs");
  const found = [];
  for (const spec of await foldersWith(root, "mockapi.js")) {
    const { Scenarios } = await import(pathToFileURL(path.join(root, spec, "mockapi.js")).href);
    for (const [name, scenario] of Object.entries(Scenarios)) {
      // Wrong requests test the server alone, unless their status is what the scenario is about.
      const isWrong = (api) => api.request?.status >= 400 && scenario.passCondition !== "status-code";
      const apis = scenario.apis.filter((api) => !isWrong(api));
      // A scenario may count by keys, of which each needs a request.
      const unstated = Math.max(0, (scenario.keys ?? []).length - apis.length);
      found.push(...apis.map((api) => ({ ...request(name, spec, api), unstated })));
    }
  }
  return found;
}

const failed = await writeDescriptions();
await writeFile(path.join(out, "failed.json"), JSON.stringify(failed, null, 1));
await writeFile(path.join(out, "scenarios.json"), JSON.stringify(await scenarios(), null, 1));
