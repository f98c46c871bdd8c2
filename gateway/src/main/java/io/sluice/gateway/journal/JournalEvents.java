package io.sluice.gateway.journal;

/** Is told what happens to a journal, on the thread that noticed. Must not throw. */
@FunctionalInterface
public interface JournalEvents {

  void tell(JournalEvent event);
}
