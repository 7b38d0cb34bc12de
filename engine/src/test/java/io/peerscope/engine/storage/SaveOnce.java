package io.peerscope.engine.storage;

import java.nio.file.Path;

/// A program that saves a large document once, and prints what became of it.
final class SaveOnce {

  private SaveOnce() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    var store = new DocumentStore(new StateFolder(file.resolveSibling("state")));
    System.out.println(store.save(DocumentStoreTest.document("new".repeat(10_000)), file));
  }
}
