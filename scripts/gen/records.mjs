/** The records of records.ts as plain data: [{name, doc, fields: [{name, type}]}]. */
export function records(file) {
  return file.getInterfaces().map((record) => ({
    name: record.getName().replace(/Record$/, ''),
    fields: record.getProperties().map((property) => ({
      name: property.getName(),
      type: property.getTypeNodeOrThrow().getText(),
    })),
  }))
}
