package io.sluice.gateway.failover;

/** Work that comes in turns and is done by one thread. */
interface Duty {

  /**
   * Does what there is to do just now, without waiting for more.
   *
   * @return how much was done; 0 means that the thread may rest
   */
  int doWork();
}
