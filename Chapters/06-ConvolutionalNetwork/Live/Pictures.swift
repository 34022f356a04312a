// The digits come coded, and are read bit by bit.

nonisolated(unsafe) private var reader: PictureReader?

/// Takes the code of so many digits.
@_expose(wasm, "takeCode") @_cdecl("takeCode")
public func takeCode(_ code: UnsafePointer<UInt8>, _ bytes: Int, _ count: Int) {
  let code = Array(UnsafeBufferPointer(start: code, count: bytes))
  reader = PictureReader(code, width: Digits.side, count: count * Digits.pixels)
}

/// Reads some more of them; false when all are read.
@_expose(wasm, "readCode") @_cdecl("readCode")
public func readCode() -> Bool { reader?.read(20_000) ?? false }

/// Where their pixels stand, until the next code is taken.
@_expose(wasm, "decoded") @_cdecl("decoded")
public func decoded() -> UnsafePointer<UInt8>? { reader?.pixels.withUnsafeBufferPointer { $0.baseAddress } }
