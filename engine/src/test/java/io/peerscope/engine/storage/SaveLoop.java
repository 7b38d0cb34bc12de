package io.peerscope.engine.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A program that edits and saves without end, and says how far it has come.
final class SaveLoop {

  private SaveLoop() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    var state = new StateFolder(Path.of(arguments[1]));
    var store = new DocumentStore(state);
    Journal journal = Journal.start(state, Optional.of(file), 64 * 1024);
    for (int n = Integer.parseInt(arguments[2]); ; n++) {
      journal.add(DocumentStoreTest.document("v" + n));
      System.out.println("journal " + n);
      if (n % 2 == 0) {
        store.save(DocumentStoreTest.document("v" + n), file);
        System.out.println("saved " + n);
      }
    }
  }
}
