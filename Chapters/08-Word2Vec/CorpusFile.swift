import Figures
import Formats
import ReadAlong
import Word2Vec

extension Corpus {
  /// The text of a file, read block by block.
  init(file: String) throws {
    let text = try TextBlocks(file: file)
    self.init(blocks: text.count) { try text.bytes(of: $0) }
  }
}
