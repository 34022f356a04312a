// Numbers for words: a hash table whose keys are the bytes of a text.
//
// A dictionary of strings would make a string of every word of the text, only to look it up. Here a word stays
// the bytes it is. Slots are tried one after the other from the word's hash on (open addressing); half of them
// at least are empty, so that a search is short.
//
// Words are unsafe buffers, places of the text itself: no string is made, no byte is copied.

/// Different words, numbered 0, 1, 2 … in the order in which they came.
struct WordTable: Sendable {
  private(set) var count = 0
  private var bytes: [UInt8] = []  // all words, one after the other
  private var ends: [Int] = []  // where each word ends in `bytes`
  private var slots: [Slot]  // a power of two

  private struct Slot {
    var hash: UInt32 = 0
    var number: Int32 = -1
  }

  init() {
    slots = [Slot](repeating: Slot(), count: 1 << 10)
  }

  /// The word's number, or nil if it is not there.
  @inline(__always)
  func number(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
    let slot = slots[place(of: word, hash: hash)]
    return slot.number < 0 ? nil : Int(slot.number)
  }

  func number(of word: String) -> Int? {
    var word = word
    return word.withUTF8 { number(of: $0, hash: WordTable.hash($0)) }
  }

  /// The word's number; a new word gets the next one.
  @inline(__always)
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    let place = place(of: word, hash: hash)
    if slots[place].number >= 0 { return Int(slots[place].number) }
    return append(word, hash: hash, place: place)
  }

  /// The word with a number.
  func word(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  /// The bytes of the word with a number.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }

  /// FNV-1a, its two halves folded together.
  @inline(__always)
  static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  /// Where the word stands, or the empty slot where it would.
  @inline(__always)
  private func place(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    var place = Int(hash) & (slots.count - 1)
    while slots[place].number >= 0 {
      if slots[place].hash == hash, isWord(Int(slots[place].number), word) { break }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  @inline(__always)
  private func isWord(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == word.count else { return false }
    for i in 0..<word.count where bytes[start + i] != word[i] { return false }
    return true
  }

  @inline(never)
  private mutating func append(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32, place: Int) -> Int {
    slots[place] = Slot(hash: hash, number: Int32(count))
    bytes += word
    ends.append(bytes.count)
    count += 1
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: 2 * old.count)
    for slot in old where slot.number >= 0 {
      var place = Int(slot.hash) & (slots.count - 1)
      while slots[place].number >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}
