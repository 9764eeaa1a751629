/** Variables with which a test that asks for something else meets no rate. */
export const generous = {
  REQUESTS_PER_MINUTE: "1000000",
  REQUESTS_PER_MINUTE_PER_ADDRESS: "1000000",
  TURNS_PER_MINUTE: "1000000",
  TURNS_PER_MINUTE_PER_ADDRESS: "1000000",
  LOGINS_PER_MINUTE_PER_ADDRESS: "1000000",
  LOGINS_PER_HOUR: "100000",
};
