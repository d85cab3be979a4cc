/** A JSON Schema (2020-12) of an exported type and everything it refers to. */
export function schemaFile(files, rootName) {
  const defs = {}
  const define = (name) => {
    if (defs[name]) return
    const alias = files.map((file) => file.getTypeAlias(name)).find(Boolean)
    if (alias) {
      defs[name] = {}
      defs[name] = { ...describe(alias), ...schema(alias.getTypeNodeOrThrow()) }
      return
    }
    const object = files.map((file) => file.getInterface(name)).find(Boolean)
    defs[name] = {}
    const properties = {}
    const required = []
    const inherited = object.getBaseDeclarations().flatMap((base) => base.getProperties())
    for (const property of [...inherited, ...object.getProperties()]) {
      properties[property.getName()] = {
        ...describe(property),
        ...schema(property.getTypeNodeOrThrow()),
      }
      if (!property.hasQuestionToken()) required.push(property.getName())
    }
    defs[name] = {
      ...describe(object),
      type: 'object',
      properties,
      required,
      additionalProperties: false,
    }
  }
  const schema = (node) => {
    const text = node.getText()
    switch (node.getKindName()) {
      case 'NumberKeyword':
        return { type: 'number' }
      case 'StringKeyword':
        return { type: 'string' }
      case 'BooleanKeyword':
        return { type: 'boolean' }
      case 'TypeLiteral': {
        const members = node.getProperties()
        return {
          type: 'object',
          properties: Object.fromEntries(
            members.map((one) => [one.getName(), schema(one.getTypeNodeOrThrow())]),
          ),
          required: members.map((one) => one.getName()),
          additionalProperties: false,
        }
      }
      case 'LiteralType':
        return text === 'null' ? { type: 'null' } : { const: JSON.parse(text.replaceAll("'", '"')) }
      case 'ArrayType':
        return { type: 'array', items: schema(node.getElementTypeNode()) }
      case 'TypeReference':
        define(text)
        return { $ref: `#/$defs/${text}` }
      case 'UnionType': {
        const parts = node.getTypeNodes().map(schema)
        if (parts.every((p) => 'const' in p)) return { enum: parts.map((p) => p.const) }
        if (parts.every((p) => typeof p.type === 'string' && Object.keys(p).length === 1)) {
          return { type: parts.map((p) => p.type) }
        }
        return { anyOf: parts }
      }
      default:
        throw new Error(`stream.ts: ${text}: ${node.getKindName()} has no JSON Schema here`)
    }
  }
  define(rootName)
  const { [rootName]: root, ...rest } = defs
  const whole = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'gorv JSON stream: one object a line',
    ...root,
    $defs: rest,
  }
  return JSON.stringify(whole, null, 2) + '\n'
}

function describe(node) {
  const docs = node.getJsDocs().map((d) => d.getDescription().trim())
  return docs.length ? { description: docs.join('\n').replace(/\s*\n\s*/g, ' ') } : {}
}
