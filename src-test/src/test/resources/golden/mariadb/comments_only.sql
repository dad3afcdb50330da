-- one
# two;
/* three; */
