package io.sluice.gateway.source;

/**
 * Something that a provider wants to know of a source.
 *
 * @param name how a source names it
 * @param about what it is and where it is found
 * @param secret whether it must be given by reference, as secrets are
 * @param required whether there is no doing without it
 */
public record Parameter(String name, String about, boolean secret, boolean required) {}
