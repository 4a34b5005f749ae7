package dev.fanout.report.measurement;

/**
 * What somebody else measured, on another machine and mostly in another language.
 *
 * @param quantity what was measured
 * @param what of which it was measured, in a few words
 * @param low the least figure that the source gives, in the unit of the quantity
 * @param high the greatest
 * @param author who published it
 * @param title of the publication
 * @param year of the publication
 * @param address where it is
 * @param machine as far as the source tells
 */
public record PublishedCost(
    Quantity quantity,
    String what,
    double low,
    double high,
    String author,
    String title,
    int year,
    String address,
    String machine) {}
