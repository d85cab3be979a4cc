/** A JSON Schema (2020-12) of an exported type and everything it refers to. */
export function schemaFile(file, rootName) {
  const defs = {}
  const define = (name) => {
    if (defs[name]) return
    const alias = file.getTypeAlias(name)
    if (alias) {
      defs[name] = {}
      defs[name] = { ...describe(alias), ...schema(alias.getTypeNodeOrThrow()) }
      return
    }
    const object = file.getInterfaceOrThrow(name)
    defs[name] = {}
    const properties = {}
    const required = []
    for (const property of object.getProperties()) {
      properties[property.getName()] = {
        ...describe(property),
        ...schema(property.getTypeNodeOrThrow()),
      }
      if (!property.hasQuestionToken()) required.push(property.getName())
    }
    const open = object.getIndexSignatures().length > 0
    defs[name] = {
      ...describe(object),
      type: 'object',
      properties,
      required,
      ...(open ? {} : { additionalProperties: false }),
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
      case 'UnknownKeyword':
        return {}
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
