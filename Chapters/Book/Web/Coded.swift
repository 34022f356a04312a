// What the book brings along coded is read bit by bit.

nonisolated(unsafe) private var reader: CodeReader?

/// Takes the code of so many bytes: of pixels, so many a row, or of letters, where the width is 0.
@_expose(wasm, "takeCode") @_cdecl("takeCode")
public func takeCode(_ code: UnsafePointer<UInt8>, _ bytes: Int, _ width: Int, _ count: Int) {
  reader = CodeReader(Array(UnsafeBufferPointer(start: code, count: bytes)), width: width, count: count)
}

/// Reads some more of them; false when all are read.
@_expose(wasm, "readCode") @_cdecl("readCode")
public func readCode() -> Bool { reader?.read(5000) ?? false }

/// Where they stand, until the next code is taken.
@_expose(wasm, "decoded") @_cdecl("decoded")
public func decoded() -> UnsafePointer<UInt8>? { reader?.bytes.withUnsafeBufferPointer { $0.baseAddress } }

/// Gives their room back.
@_expose(wasm, "leaveCode") @_cdecl("leaveCode")
public func leaveCode() { reader = nil }
