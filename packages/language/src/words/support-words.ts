/**
 * Words that support mail is full of, but films are not: they are what a misspelt word is compared with. Own
 * collection; each is an ordinary word, and right.
 */
export const SUPPORT_WORDS: readonly string[] = `
accessible accessory accessories accommodate accommodation accordance acknowledge acknowledgement activate activation
adapter adaptor addressee adjustment administrator allocate allocated amendment apologise apologize apologised apologized
apologies applicable approximately assistance attachment attachments authorise authorize authorised authorized
authorisation authorization automatically availability available balance barcode battery beneficiary billing booking
bookings browser calibration cancellation cancellations cancelled canceled carrier catalogue category certificate
clarification clarify colleague colleagues commission compatible compatibility compensate compensation complaint
complaints complimentary configuration configure confirmation consignment convenience convenient correspondence courier
credentials customer customers dashboard database deadline defective deliver delivered deliveries delivery department
deposit description despatch discount discounts dispatch dispatched document documents documentation download
downloaded duplicate electronic eligible email emails enclosed enquiry enquiries entitled equipment escalate escalated
estimate exchange expired expiry extension faulty feature features feedback firmware forward forwarded freight
functionality guarantee guaranteed handling immediately incorrect incorrectly inconvenience individual inquiry install
installation installed instalment installment instructions insurance invoice invoiced invoices issue item items
itinerary licence license login maintenance management manager manual manufacturer maximum measurement merchandise
minimum misunderstanding modification necessary network notification notify obviously occasion occasionally occurred
occurrence online operator option order ordered ordering orders outstanding overdue package packaging parcel parcels
particularly password payable payment payments pending percentage permanent personally platform policy possibility
postage posting preference preferred premium previous previously procedure process processed processing product
products promotion promptly proof purchase purchased quality quantity quotation receipt receive received recipient
recommend recommendation reference refund refunded refunds regarding registered registration regret reimburse
reimbursed reimbursement reminder renewal renewed repair repaired replacement replacements representative request
requested requirement requirements reschedule rescheduled reservation resolution resolve resolved respond response
responsible restriction retailer return returned returns revised satisfaction satisfied schedule scheduled screenshot
screenshots security separate separately serial settings shipment shipments shipped shipping signature sincerely
software specification statement storage subscribe subscriber subscription subscriptions successful successfully
sufficient supplier suppliers support surcharge suspended system technical technician technicians temporarily
temporary terminal thoroughly ticket tickets tracking transaction transactions transfer transferred troubleshooting
unavailable unfortunately unsubscribe update updated upgrade upload uploaded usually utility valid validity vehicle
verification verify version voucher vouchers warehouse warranty website weight withdraw withdrawal workshop
`
  .trim()
  .split(/\s+/)
