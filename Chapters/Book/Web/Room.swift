// What every export needs: room for what the page hands over, and a way to give numbers back.

@_expose(wasm, "room") @_cdecl("room")
public func room(_ bytes: Int) -> UnsafeMutableRawPointer {
  .allocate(byteCount: max(1, bytes), alignment: 64)
}

@_expose(wasm, "leave") @_cdecl("leave")
public func leave(_ room: UnsafeMutableRawPointer) { room.deallocate() }

nonisolated(unsafe) private var given: [Float] = []

/// Numbers for the page, which reads them with `swift.given` before it calls anything else.
func give(_ values: [Float]) { given = values }

@_expose(wasm, "given") @_cdecl("given")
public func givenNumbers() -> UnsafePointer<Float> { given.withUnsafeBufferPointer { $0.baseAddress! } }

@_expose(wasm, "givenCount") @_cdecl("givenCount")
public func givenCount() -> Int { given.count }
