module columbo/catalogue-reader

go 1.24
