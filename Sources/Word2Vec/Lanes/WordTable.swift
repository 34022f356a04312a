// Numbers for words: a hash table whose keys are the bytes of a text.
//
// A dictionary would copy the bytes of every word of the text, only to look it up. Here a word stays where it
// is. Slots are tried one after the other from the word's hash on (open addressing); half of them at least
// are empty, so that a search is short. Words are unsafe buffers, places of the text itself.

import Matrices

/// Different words, numbered 0, 1, 2 … in the order in which they came.
struct WordTable: Sendable {
  private(set) var count = 0
  private var bytes: [UInt8] = []  // all words, one after the other
  private var ends: [Int] = [0]  // where each word ends in `bytes`, behind a zero
  private var slots = [Slot](repeating: Slot(), count: 1 << 10)  // a power of two

  private struct Slot {
    var hash: UInt32 = 0
    var number: Int32 = -1
  }

  init() {}

  init(_ words: [Word]) {
    for word in words {
      word.bytes.withUnsafeBufferPointer { bytes in
        var words = WordScanner(bytes)
        if let word = words.next() { _ = insert(word.bytes, hash: word.hash) }
      }
    }
  }

  /// The word's number, or nil if it is not there.
  @inline(__always)
  func number(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
    let slot = slots[place(of: word, hash: hash)]
    return slot.number < 0 ? nil : Int(slot.number)
  }

  /// The word's number; a new word gets the next one.
  @inline(__always)
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    let place = place(of: word, hash: hash)
    if slots[place].number >= 0 { return Int(slots[place].number) }
    return append(word, hash: hash, place: place)
  }

  /// The word with a number.
  subscript(number: Int) -> Word { Word(bytes[ends[number]..<ends[number + 1]]) }

  /// Where the word stands, or the empty slot where it would.
  @inline(__always)
  private func place(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place].number >= 0 {
      if slots[place].hash == hash, isWord(Int(slots[place].number), word) { break }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  @inline(__always)
  private func isWord(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = ends[number]
    guard ends[number + 1] - start == word.count else { return false }
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
      var place = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
      while slots[place].number >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}

/// The words of a text, one after the other.
struct WordScanner {
  private let text: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The next word, its hash, where it begins, and whether it is the first of its line; nil at the end.
  @inline(__always)
  mutating func next() -> (bytes: UnsafeBufferPointer<UInt8>, hash: UInt32, start: Int, beginsLine: Bool)? {
    var beginsLine = place == 0
    while place < text.count, isWhiteSpace(text[place]) {
      if text[place] == UInt8(ascii: "\n") { beginsLine = true }
      place += 1
    }
    let start = place
    var bits: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    while place < text.count, !isWhiteSpace(text[place]) {
      bits = (bits ^ UInt64(text[place])) &* 0x100_0000_01B3
      place += 1
    }
    if place == start { return nil }
    let hash = UInt32(truncatingIfNeeded: bits ^ (bits >> 32))
    return (UnsafeBufferPointer(rebasing: text[start..<place]), hash, start, beginsLine)
  }
}

extension Lanes {
  /// Counts the words of a text and keeps those that occur at least `minimumCount` times.
  public static func vocabulary(of corpus: Corpus, minimumCount: Int = 1) -> Vocabulary {
    var seen = WordTable()
    var counts: [Int] = []
    for block in 0..<corpus.blocks {
      corpus.read(block).withUnsafeBufferPointer { text in
        var words = WordScanner(text)
        while let word = words.next() {
          let number = seen.insert(word.bytes, hash: word.hash)
          if number == counts.count { counts.append(1) } else { counts[number] += 1 }
        }
      }
    }
    return Vocabulary(counted: counts.indices.map { (seen[$0], counts[$0]) }, minimumCount: minimumCount)
  }
}
