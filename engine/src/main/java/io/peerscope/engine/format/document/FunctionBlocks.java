package io.peerscope.engine.format.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the functions of a large document stand in its bytes, so that several can be read at once.
///
/// Only brackets, commas and quotes are looked at; whether each block is JSON is for its reader to
/// say.
///
/// @param listStart index of the `[` before the functions
/// @param listEnd index of the `]` after them
/// @param lines lines that the list breaks
/// @param blocks the functions in order
record FunctionBlocks(int listStart, int listEnd, int lines, List<Block> blocks) {

  FunctionBlocks {
    blocks = List.copyOf(blocks);
  }

  /// One entry of the list.
  ///
  /// @param start index of its first byte, or of a blank before it
  /// @param end index after its last byte
  /// @param linesBefore lines of the document that end before it
  record Block(int start, int end, int linesBefore) {}

  /// The functions of a document; empty where they are not told by brackets alone.
  static Optional<FunctionBlocks> of(byte[] content) {
    return new Scan(content).find();
  }

  /// The document without its functions.
  byte[] rest(byte[] content) {
    byte[] rest = new byte[content.length - (listEnd - listStart - 1)];
    System.arraycopy(content, 0, rest, 0, listStart + 1);
    System.arraycopy(content, listEnd, rest, listStart + 1, content.length - listEnd);
    return rest;
  }

  private static final class Scan {

    private final byte[] content;
    private final List<Block> blocks = new ArrayList<>();
    private int at;
    private int line;
    private boolean isStrange;

    Scan(byte[] content) {
      this.content = content;
    }

    Optional<FunctionBlocks> find() {
      Optional<FunctionBlocks> found = Optional.empty();
      int depth = 0;
      while (at < content.length && !isStrange) {
        switch (content[at++]) {
          case '{', '[' -> depth++;
          case '}', ']' -> depth--;
          case '"' -> {
            int start = at;
            skipText();
            if (depth == 1 && isName(start) && isListNext()) {
              isStrange = found.isPresent();
              found = list();
            }
          }
          case '\n' -> line++;
          case '\r' -> isStrange = true;
          default -> {}
        }
      }
      return isStrange ? Optional.empty() : found;
    }

    /// Goes behind the end of a text.
    private void skipText() {
      int behind = Quotes.behind(content, at, content.length);
      isStrange |= behind < 0;
      at = behind < 0 ? content.length : behind;
    }

    private boolean isName(int start) {
      String name = DocumentReader.FUNCTIONS;
      if (at - 1 - start != name.length()) {
        return false;
      }
      for (int n = 0; n < name.length(); n++) {
        if (content[start + n] != name.charAt(n)) {
          return false;
        }
      }
      return true;
    }

    /// Whether `: [` comes next; then `at` is on the bracket.
    private boolean isListNext() {
      skipBlanks();
      if (at >= content.length || content[at] != ':') {
        return false;
      }
      at++;
      skipBlanks();
      return at < content.length && content[at] == '[';
    }

    private void skipBlanks() {
      while (at < content.length
          && (content[at] == ' ' || content[at] == '\n' || content[at] == '\t')) {
        line += content[at] == '\n' ? 1 : 0;
        at++;
      }
    }

    private Optional<FunctionBlocks> list() {
      int listStart = at++;
      int linesBefore = line;
      int depth = 0;
      skipBlanks();
      int start = at;
      int startLine = line;
      while (at < content.length && !isStrange) {
        byte letter = content[at++];
        switch (letter) {
          case '"' -> skipText();
          case '{', '[' -> depth++;
          case '}' -> depth--;
          case '\n' -> line++;
          case '\r' -> isStrange = true;
          case ',' -> {
            if (depth == 0) {
              blocks.add(new Block(start, at - 1, startLine));
              skipBlanks();
              start = at;
              startLine = line;
            }
          }
          case ']' -> {
            if (depth-- == 0) {
              return end(listStart, start, startLine, linesBefore);
            }
          }
          default -> {}
        }
      }
      return Optional.empty();
    }

    private Optional<FunctionBlocks> end(int listStart, int start, int startLine, int before) {
      int listEnd = at - 1;
      if (start < listEnd) {
        blocks.add(new Block(start, listEnd, startLine));
      } else if (!blocks.isEmpty()) {
        isStrange = true;
      }
      return Optional.of(new FunctionBlocks(listStart, listEnd, line - before, blocks));
    }
  }
}
