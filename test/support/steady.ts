/**
 * A traceback without what differs from run to run: addresses, registers,
 * goroutine numbers; and under which name of a GOROOT go compiled the runtime
 * first, as one GOCACHE serves several.
 */
export function steady(traceback: string): string {
  return traceback
    .replaceAll(/0x[0-9a-f]+/g, '0x')
    .replaceAll(/\/\S*\/src\/runtime\//g, '…/src/runtime/')
    .replaceAll(/goroutine \d+/g, 'goroutine N')
    .replaceAll(/\b(m|mp|gp|sigcode|PC)=\w+/g, '$1=')
}
