// To be deleted when the module's own writeSafely is merged.
import Foundation

/// Writes the text beside the file and renames it.
func writeSafely(_ text: String, to path: String) throws {
  do {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw UserError("cannot write \(path): expected a folder that can be written")
  }
}
