// What Node calls in place of a program.

@_expose(wasm, "bitsPlain") @_cdecl("bitsPlain")
public func bitsPlain() -> UInt64 {
  var hash = Checksum()
  plain(&hash)
  return hash.value
}

@_expose(wasm, "bitsLanes") @_cdecl("bitsLanes")
public func bitsLanes(_ threads: Int) -> UInt64 {
  var hash = Checksum()
  lanes(&hash, threads: threads)
  return hash.value
}
