// Draws /openapi.json as a page: what each address takes and answers.

import { byId, h } from "./dom.js";

const refName = (schema) => schema.$ref?.split("/").at(-1);

/** A schema's type in a few words; named shapes link to their place below. */
function typeOf(schema) {
  if (!schema || Object.keys(schema).length === 0) return ["anything"];
  const name = refName(schema);
  if (name) return [h("a", { href: `#${name}` }, name)];
  if (schema.enum) return [schema.enum.map((one) => JSON.stringify(one)).join(", ")];
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.anyOf) return schema.anyOf.flatMap((one, i) => (i ? [" or ", ...typeOf(one)] : typeOf(one)));
  if (schema.prefixItems) return [`${schema.prefixItems.length} of `, ...typeOf(schema.prefixItems[0])];
  if (schema.type === "array") return ["list of ", ...typeOf(schema.items)];
  if (schema.additionalProperties) return ["names with ", ...typeOf(schema.additionalProperties)];
  return [schema.type ?? "object"];
}

function fields(schema) {
  const needed = new Set(schema.required ?? []);
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...["Field", "Type", "Description"].map((word) => h("th", { scope: "col" }, word)))),
    h(
      "tbody",
      {},
      ...Object.entries(schema.properties ?? {}).map(([name, field]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("code", {}, name), needed.has(name) ? "" : " (optional)"),
          h("td", {}, ...typeOf(field)),
          h("td", {}, field.description ?? ""),
        ),
      ),
    ),
  );
}

function endpoint(path, method, operation) {
  const body = operation.requestBody?.content["application/json"];
  const examples = Object.entries(body?.examples ?? {});
  return h(
    "section",
    { class: "endpoint" },
    h("h3", {}, h("code", { class: "way" }, `${method.toUpperCase()} ${path}`)),
    h("p", {}, operation.summary, operation.description ? `. ${operation.description}` : ""),
    body ? h("p", {}, "Takes ", ...typeOf(body.schema), ".") : null,
    ...examples.flatMap(([name, example]) => [
      h("h4", {}, `Example: ${name}`),
      h("pre", {}, `curl ${location.origin}${path} -H 'Content-Type: application/json' -d '${JSON.stringify(example.value, null, 2).replaceAll("'", "\\u0027")}'`),
    ]),
    h("h4", {}, "Answers"),
    h(
      "table",
      {},
      h(
        "tbody",
        {},
        ...Object.entries(operation.responses).map(([status, answer]) => {
          const [kind, content] = Object.entries(answer.content ?? {})[0] ?? [];
          return h("tr", {}, h("th", { scope: "row" }, status), h("td", {}, answer.description), h("td", {}, ...(content ? typeOf(content.schema) : []), kind ? h("small", {}, ` ${kind}`) : null));
        }),
      ),
    ),
  );
}

async function draw() {
  const api = await (await fetch("/openapi.json")).json();
  byId("about").textContent = `${api.info.summary} ${api.info.description}`;
  byId("paths").replaceChildren(
    ...Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => endpoint(path, method, operation)),
    ),
  );
  byId("schemas").replaceChildren(
    ...Object.entries(api.components.schemas).map(([name, schema]) =>
      h("section", { class: "shape", id: name }, h("h3", {}, name), h("p", {}, schema.description ?? ""), fields(schema)),
    ),
  );
}

draw().catch(() => {
  byId("about").textContent = "The description could not be read.";
});
